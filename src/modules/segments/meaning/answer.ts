/** A condition's answer at one moment. */
export interface Answer {
  readonly holds: boolean;
  /**
   * Milliseconds since the epoch: the answer holds from now until just before this instant if nothing else happens. Never
   * late, sometimes early. Infinity: time alone changes nothing.
   */
  readonly until: number;
}

const yes: Answer = { holds: true, until: Infinity };
const no: Answer = { holds: false, until: Infinity };

/** An answer that time does not change. */
export function always(holds: boolean): Answer {
  return holds ? yes : no;
}

/** The other answer, for as long. */
export function opposite({ holds, until }: Answer): Answer {
  return { holds: !holds, until };
}

/**
 * All of them (`unit` true) or any of them (false). While every part equals the unit, the first to change decides. Otherwise
 * the parts that differ hold the answer, and all of them must have changed before it can.
 */
export function combined(parts: Iterable<Answer>, unit: boolean): Answer {
  let first = Infinity;
  let last = -Infinity;
  for (const { holds, until } of parts) {
    if (holds === unit) first = Math.min(first, until);
    else if (until === Infinity) return always(!unit);
    else last = Math.max(last, until);
  }
  return last === -Infinity ? { holds: unit, until: first } : { holds: !unit, until: last };
}
