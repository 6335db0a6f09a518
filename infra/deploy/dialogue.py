"""Settles the answers to the questions of a deployment, one after another.

On a terminal it asks, and asks again when an answer is refused. Without a terminal it asks nothing, and reports all
missing and refused answers at once, each with its command-line option."""


class Dialogue:
    def __init__(self, terminal: bool):
        self.terminal = terminal
        self.problems: list[str] = []
        self.introduced = False

    def settle(self, option: str, question: str, value: str | None, default: str, problem, again: bool = False) -> str:
        """`value` is None when no answer is known yet; `problem` returns what is wrong with an answer, or None. With `again`
        it asks although an answer is known."""
        while True:
            if self.terminal and (value is None or again):
                value = self._ask(question, default if value is None else value)
            elif value is None:
                value = default
            reason = problem(value)
            if not reason:
                return value
            if not self.terminal:
                self.problems.append(f"{option}: {reason}")
                return value
            print(reason)
            value = None

    def finish(self):
        """Reports all missing and refused answers; callers call it before they act on any answer."""
        if self.problems:
            raise SystemExit("\n  ".join(["Nothing was deployed. There is no terminal to ask on, so give these as options:", *self.problems]))

    def _ask(self, question: str, default: str) -> str:
        if not self.introduced:
            print("Enter takes what is in [brackets], a single - means none.")
            self.introduced = True
        answer = line(f"{question} [{default or 'none'}]: ")
        return "" if answer == "-" else answer or default


def line(prompt: str) -> str:
    try:
        return input(prompt).strip()
    except EOFError:
        raise SystemExit("\nNothing was deployed: the input ended.") from None
