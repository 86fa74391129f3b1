import type { Phase } from '@/worker/protocol';

/** A silence this long is suspicious, however fast the steps are; with the look that notices it, a restart comes within five seconds. */
const PATIENCE_MS = 4000;
/** Before the first sign of life a slow computer may take this long to load the worker. */
const START_MS = 60_000;
/** Phases that do one long thing: compiling shaders, drawing the garments, reading 55 MB. */
const LONG_PHASES: Partial<Record<Phase, number>> = { opening: 60_000, loading: 60_000, compiling: 120_000, evaluating: 120_000 };
/** Where steps take longer than this, a silence of many of them is waited out; else the usual limit is several steps already. */
const SLOW_STEP_MS = 900;
/** A slow step may take this many times as long as the usual one. */
const SLOW_STEPS = 10;
/** One look counts for this much at most. */
const LONGEST_LOOK_MS = 2000;

/** How a worker is doing, as its heartbeat tells. */
interface Beat {
  phase: Phase;
  pulse: number;
  msPerStep: number;
}

/**
 * Judges from the outside whether a worker still works. It adds up how long there was nothing to hear, and how long its heart beat without
 * any work done (a step that hangs on the GPU). Each look counts for two seconds at most, so that a computer that slept, or a page whose
 * timers were slowed, does not take its own absence for the worker's.
 */
export class Watchdog {
  private beat: Beat | null = null;
  private alive = false;
  private silence = 0;
  private stuck = 0;

  constructor(private lastLook: number) {}

  /** Anything came from the worker. */
  heard(): void {
    this.alive = true;
    this.silence = 0;
  }

  /** A beat counts as work only where work went on, or where there is none to do. */
  listen({ phase, pulse, msPerStep }: Beat): void {
    const moved = pulse !== this.beat?.pulse || phase === 'idle' || phase === 'paused';
    this.beat = { phase, pulse, msPerStep };
    if (moved) this.stuck = 0;
  }

  /** Looks once more; whether the worker is to be given up. */
  isOver(now: number): boolean {
    const passed = Math.min(LONGEST_LOOK_MS, now - this.lastLook);
    this.lastLook = now;
    this.silence += passed;
    this.stuck += passed;
    return Math.max(this.silence, this.stuck) > this.limit();
  }

  private limit(): number {
    if (!this.alive) return START_MS;
    const { phase = 'opening', msPerStep = 0 } = this.beat ?? {};
    return LONG_PHASES[phase] ?? (msPerStep > SLOW_STEP_MS ? SLOW_STEPS * msPerStep : PATIENCE_MS);
  }
}
