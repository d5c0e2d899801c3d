package dev.calsync.load;

import java.util.OptionalDouble;

/** A process that streams events to readers, and the way to have it tell them something. */
interface StreamServer extends AutoCloseable {
  int port();

  /** The head of a reader's request, in HTTP/1.0: the answer is the stream itself, in no chunks. */
  String request(int stream);

  /** What is to be done before these events can be told; its time counts for nothing. */
  void prepare(int first, int count);

  /** Has these events told to every stream. */
  void send(int first, int count);

  /** Processor seconds it has used until now. */
  double cpu();

  /** Bytes of memory it has. */
  double resident();

  /** Bytes of its heap that are in use after a collection, which this asks for. */
  OptionalDouble heap();

  @Override
  void close();
}
