/**
 * A pure function of one object that computes its answer once, and forgets it with the object. For folds and what follows
 * from them: an event makes a new state, so an answer never outlives what it was computed from.
 */
export function remembered<K extends object, V>(compute: (from: K) => V): (from: K) => V {
  const answers = new WeakMap<K, { value: V }>();
  return (from) => {
    const known = answers.get(from);
    if (known) return known.value;
    const value = compute(from);
    answers.set(from, { value });
    return value;
  };
}
