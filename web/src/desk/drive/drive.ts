/**
 * A driver's tour on this device: stores it, applies steps at once, and sends them in order whenever there is a
 * connection. One tab sends at a time (Web Locks).
 */
import { Problem } from "~/api/problem";
import type { Session } from "~/api/session";
import { type Store, store } from "~/lib/store";
import { clock } from "~/lib/time";
import { changeKept, forgetKept, readKept } from "./kept";
import { readTour, type Tour } from "./read-tour";
import { sendStep } from "./send";
import { applied, nextToSend, type Step, type What, waitingOf, withStep } from "./steps";

export interface DriveState {
  /** Null until it was read once. */
  tour: Tour | null;
  /** The steps, in the order in which they were made. */
  steps: readonly Step[];
  /** Since when the server has not answered; null while it does. */
  silentSince: number | null;
  /** Whether the driver must sign in before steps can be sent. */
  signedOut: boolean;
  /** Why the tour could not be read, unless there was no connection. */
  error: Error | null;
}

/** The interval of attempts without a connection, and of reads of the tour with one. */
const RETRY = 5_000;
const AGAIN = 15_000;

export class Drive {
  readonly state: Store<DriveState> = store<DriveState>({
    tour: null,
    steps: [],
    silentSince: null,
    signedOut: false,
    error: null,
  });
  /** Counts the server's responses. */
  readonly beats: Store<number> = store(0);
  private readonly tourKey: string;
  private readonly stepsKey: string;
  private lastAnswer = clock.now();
  /** Counts sent steps: a tour that was read meanwhile is older than they are. */
  private sent = 0;
  private working: Promise<void> | null = null;
  /** Whether another person is signed in, who must not send these steps. */
  private over = false;
  private loaded: Promise<void>;

  constructor(
    private readonly session: Session,
    private readonly memberId: string,
    private readonly sellerId: string,
  ) {
    this.tourKey = `tour ${memberId}`;
    this.stepsKey = `steps ${memberId}`;
    this.loaded = this.load();
  }

  /** Follows the server while the page is open. */
  follow(): () => void {
    const work = () => void this.work();
    const offline = () => this.silent();
    let timer: ReturnType<typeof setTimeout>;
    const beat = async () => {
      if (!document.hidden || waitingOf(this.state.get().steps).length > 0) await this.work();
      timer = setTimeout(() => void beat(), this.state.get().silentSince === null ? AGAIN : RETRY);
    };
    void beat();
    const shown = () => document.hidden || work();
    addEventListener("online", work);
    addEventListener("offline", offline);
    document.addEventListener("visibilitychange", shown);
    const stop = this.session.listen((signedIn) => signedIn && work());
    return () => {
      clearTimeout(timer);
      removeEventListener("online", work);
      removeEventListener("offline", offline);
      document.removeEventListener("visibilitychange", shown);
      stop();
    };
  }

  /** Makes a step: it is stored before it is sent. */
  async make(batchId: string, what: What): Promise<void> {
    const at = new Date(clock.now()).toISOString();
    const step: Step = { id: crypto.randomUUID(), batchId, at, ...what };
    await this.changeSteps((steps) => withStep(steps, step));
    void this.work();
  }

  /** Sends a refused step again, unchanged. */
  async again(id: string): Promise<void> {
    await this.changeSteps((steps) =>
      steps.map((step) => {
        if (step.id !== id) return step;
        const { refused: _, ...rest } = step;
        return rest;
      }),
    );
    void this.work();
  }

  /** Discards a refused step: the server's state counts. */
  async discard(id: string): Promise<void> {
    await this.changeSteps((steps) => steps.filter((step) => step.id !== id));
    void this.work();
  }

  /** Deletes all stored data of this driver, when they sign out. */
  forget(): Promise<void> {
    return forgetKept([this.tourKey, this.stepsKey]);
  }

  /** Sends the waiting steps, then reads the tour again. */
  work(): Promise<void> {
    this.working ??= this.loaded
      .then(async () => {
        await navigator.locks.request(`docket-drive-${this.memberId}`, () => this.sendAndRead());
      })
      .finally(() => {
        this.working = null;
        // A step may have been made after the last check.
        const { steps, silentSince, signedOut } = this.state.get();
        if (silentSince === null && !signedOut && !this.over && nextToSend(steps) !== null) void this.work();
      });
    return this.working;
  }

  private async load(): Promise<void> {
    const [tour, steps] = await Promise.all([
      readKept<Tour>(this.tourKey),
      readKept<readonly Step[]>(this.stepsKey),
    ]);
    // Until the server answers, its clock continues from the stored offset.
    if (tour && clock.ahead === 0) clock.ahead = tour.ahead;
    if (tour) this.lastAnswer = tour.readAt;
    this.put({ ...(tour && { tour }), steps: steps ?? [] });
  }

  private async sendAndRead(): Promise<void> {
    if (this.over) return;
    try {
      if (this.session.current() === null && !(await this.signedIn())) return;
      // Another tab may have made or sent steps.
      this.put({ steps: (await readKept<readonly Step[]>(this.stepsKey)) ?? [], signedOut: false });
      for (let step = this.next(); step !== null; step = this.next()) await this.send(step);
      await this.read();
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (error.status === 401) this.put({ signedOut: true });
      else if (error.passing) this.silent();
      else this.put({ error });
    }
  }

  /** Whether the signed-in person is this driver: without a connection, this device used its stored data. */
  private async signedIn(): Promise<boolean> {
    if ((await this.session.renew()) === null) {
      this.put({ signedOut: true });
      return false;
    }
    const { member } = await this.session.client.ask("get", "/api/me");
    this.over = member?.id !== this.memberId;
    if (this.over) location.assign("/desk");
    return !this.over;
  }

  private next(): Step | null {
    return nextToSend(this.state.get().steps);
  }

  private async send(step: Step): Promise<void> {
    try {
      await sendStep(this.session.client, step);
    } catch (error) {
      if (!(error instanceof Problem) || error.passing || error.status === 401) throw error;
      const sentence = [error.message, ...error.errors.map(({ detail }) => detail)].join(" ");
      const refused = { sentence, code: error.code, orderIds: error.more.orderIds ?? [] };
      this.heard();
      await this.changeSteps((steps) => steps.map((one) => (one.id === step.id ? { ...one, refused } : one)));
      return;
    }
    this.heard();
    this.sent += 1;
    const { tour } = this.state.get();
    if (tour !== null) await this.keep({ ...tour, batches: applied(tour.batches, [step]) });
    await this.changeSteps((steps) => steps.filter(({ id }) => id !== step.id));
  }

  private async read(): Promise<void> {
    const { sent } = this;
    const before = this.state.get().tour;
    const read = await readTour(this.session.client, this.sellerId, before);
    this.heard();
    if (sent !== this.sent) return;
    // A reassigned batch is shown as long as one of its steps is refused and not settled.
    const withSteps = (before?.batches ?? []).filter(
      ({ id }) =>
        !read.batches.some((batch) => batch.id === id) &&
        this.state.get().steps.some(({ batchId }) => batchId === id),
    );
    await this.keep({
      ...read,
      batches: [...withSteps, ...read.batches],
      orders: { ...ordersOf(before, withSteps), ...read.orders },
    });
  }

  private async keep(tour: Tour): Promise<void> {
    await changeKept<Tour>(this.tourKey, () => tour);
    this.put({ tour, error: null });
  }

  private async changeSteps(next: (steps: readonly Step[]) => readonly Step[]): Promise<void> {
    await this.loaded;
    const steps = await changeKept<readonly Step[]>(this.stepsKey, (now) => next(now ?? []));
    this.put({ steps });
  }

  private heard(): void {
    this.lastAnswer = clock.now();
    this.put({ silentSince: null });
    this.beats.set(this.beats.get() + 1);
  }

  private silent(): void {
    if (this.state.get().silentSince === null) this.put({ silentSince: this.lastAnswer });
  }

  private put(state: Partial<DriveState>): void {
    this.state.set({ ...this.state.get(), ...state });
  }
}

function ordersOf(tour: Tour | null, batches: Tour["batches"]): Tour["orders"] {
  const ids = batches.flatMap(({ orderIds }) => orderIds);
  return Object.fromEntries(ids.flatMap((id) => (tour?.orders[id] ? [[id, tour.orders[id]]] : [])));
}
