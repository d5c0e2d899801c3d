package dev.calsync.testsupport.stream;

/** One stream of a crowd; what it is told to do is done soon, by the crowd's thread. */
public interface Reader {
  /** Breaks the connection off. */
  void cut();

  /** Breaks it off as soon as that many more bytes have come, wherever in a message that is. */
  void cutAfter(int bytes);

  /** Takes nothing any more from what the server sends. */
  void pause();

  /** Goes on taking. */
  void resume();
}
