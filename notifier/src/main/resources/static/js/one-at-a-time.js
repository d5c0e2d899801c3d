// For tasks that bring something up to date: wishes that come while one runs become one more run.

/** A function that runs the task now, or once more when it is running already. */
export function oneAtATime(task) {
  let running = null;
  let again = false;
  const run = async () => {
    do {
      again = false;
      await task();
    } while (again);
  };
  return () => {
    again = true;
    running ??= run().finally(() => (running = null));
    return running;
  };
}
