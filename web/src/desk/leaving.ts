/** What has to be done before somebody leaves the desk: signs out, or goes to another seller's. */

const doing = new Set<() => void>();

export function beforeLeaving(act: () => void): void {
  doing.add(act);
}

export function leave(): void {
  for (const act of doing) act();
}
