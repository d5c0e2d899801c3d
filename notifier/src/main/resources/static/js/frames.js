// Drawing with the next frame; a hidden page has none, and must not fall behind.

/** A function that runs the task soon, once for all wishes until then. */
export function onNextFrame(task) {
  let wished = false;
  return () => {
    if (wished) {
      return;
    }
    wished = true;
    const now = () => {
      wished = false;
      task();
    };
    if (document.hidden) {
      setTimeout(now);
    } else {
      requestAnimationFrame(now);
    }
  };
}
