/** The drawer's part about messages. Its content is loaded and read when somebody opens it. */
import { lazy, Suspense, useState } from "react";
import { w } from "~/words/drawer";

const List = lazy(() => import("./list"));

export function Messages({ id, version }: { id: string; version: number }) {
  const [opened, setOpened] = useState(false);
  return (
    <section>
      <details
        className="closed-steps"
        onToggle={({ currentTarget }) => {
          if (currentTarget.open) setOpened(true);
        }}
      >
        <summary>{w.messages}</summary>
        {opened && (
          <Suspense>
            <List id={id} version={version} />
          </Suspense>
        )}
      </details>
    </section>
  );
}
