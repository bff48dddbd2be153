/** What is looked at of a step. */
export interface ScheduledStep {
  readonly name: string;
  /** Steps that must have ended before. */
  readonly needs?: readonly string[];
  /** Cores that it keeps busy; all of them unless it says so. */
  readonly cores?: number;
}

/** Runs steps side by side as far as there is room, and tells of them in their order. */
export function runSideBySide<Step extends ScheduledStep, Outcome>(
  steps: readonly Step[],
  how: {
    readonly cores: number;
    readonly run: (step: Step) => Promise<Outcome>;
    readonly tell: (step: Step, outcome: Outcome) => void;
  },
): Promise<void>;
