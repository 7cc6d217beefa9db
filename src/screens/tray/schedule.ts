import type { TrayStamps } from './tray-actions.ts';

/** How often the clock and the stamps are looked at; that costs next to nothing. */
export const tickMs = 5_000;

/** While all is well Halo is asked this often. */
const calmMs = 10 * 60_000;

/** After trouble it is asked again so soon, then twice as late each time. */
const firstRetryMs = 30_000;

/** A network needs a moment before it takes anything. */
const settleMs = 3_000;

/** The computer has slept where the clock moved on by so much between two ticks. */
const sleepMs = 60_000;

/** What is worth a look now. */
export type Due = 'everything' | 'claude' | 'nothing';

/** Decides when to look at what: seldom while all is well, at once when something has changed. Knows no timers. */
export class Schedule {
  #stamps: TrayStamps;
  #lastTickMs: number;
  #dueMs: number;
  #troubles = 0;
  #isAwaking = false;

  /** The first look is due at once. */
  constructor(stamps: TrayStamps, nowMs: number) {
    this.#stamps = stamps;
    this.#lastTickMs = nowMs;
    this.#dueMs = nowMs;
  }

  /** True from a sleep of the computer to the next look at everything: what was known then says nothing any more. */
  get isAwaking(): boolean {
    return this.#isAwaking;
  }

  /** To be called every few seconds. */
  tick(stamps: TrayStamps, nowMs: number): Due {
    const old = this.#stamps;
    const passedMs = nowMs - this.#lastTickMs;
    this.#stamps = stamps;
    this.#lastTickMs = nowMs;
    if (passedMs > sleepMs || passedMs < 0) {
      this.#isAwaking = true;
      this.#dueMs = nowMs + settleMs;
    } else if (stamps.network !== old.network) this.#dueMs = nowMs + settleMs;
    if (stamps.settings !== old.settings) this.#dueMs = nowMs;
    if (nowMs >= this.#dueMs) return 'everything';
    return stamps.claude === old.claude ? 'nothing' : 'claude';
  }

  /** To be called after each look at everything. */
  looked(isWell: boolean, nowMs: number): void {
    this.#isAwaking = false;
    this.#lastTickMs = nowMs; // looking takes its time
    this.#troubles = isWell ? 0 : this.#troubles + 1;
    this.#dueMs = nowMs + (isWell ? calmMs : Math.min(firstRetryMs * 2 ** (this.#troubles - 1), calmMs));
  }
}
