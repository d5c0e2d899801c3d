package dev.calsync.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/** Where everything is kept, readable by its owner alone; in use by one local stack at a time. */
final class DataFolder implements AutoCloseable {
  static final long NEEDED_MEGABYTES = 500;

  private static final Duration STOPPING = Duration.ofSeconds(5);
  private static final Duration RETRY = Duration.ofMillis(100);

  private final Path root;
  private final List<FileChannel> locks = new ArrayList<>();

  private DataFolder(Path root) {
    this.root = root;
  }

  /** Takes hold of the folder for these parts, or says why it cannot. */
  static DataFolder open(Path root, Set<Part> parts, long neededMegabytes) {
    var folder = new DataFolder(root);
    try {
      folder.make(root);
      folder.make(folder.logs());
      Files.delete(Files.createTempFile(root, "writable", null));
      folder.requireSpace(neededMegabytes);
      for (Part part : parts) {
        if (part == Part.KAFKA || part == Part.POSTGRES) {
          folder.lock(part);
        }
      }
      return folder;
    } catch (IOException e) {
      folder.close();
      throw new CannotStart(
          "cannot write to %s (%s); %s"
              .formatted(root, e.getClass().getSimpleName(), chooseAnother()),
          e);
    } catch (CannotStart e) {
      folder.close();
      throw e;
    }
  }

  Path logs() {
    return root.resolve("logs");
  }

  /** A folder of its own for a part, made if it is missing. */
  Path of(String name) {
    try {
      return make(root.resolve(name));
    } catch (IOException e) {
      throw new CannotStart("cannot make %s (%s)".formatted(root.resolve(name), e), e);
    }
  }

  Path root() {
    return root;
  }

  @Override
  public void close() {
    for (FileChannel lock : locks) {
      try {
        lock.close();
      } catch (IOException _) {
        // The lock ends with the process at the latest.
      }
    }
  }

  private Path make(Path folder) throws IOException {
    boolean posix = root.getFileSystem().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] ownerOnly =
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
            }
            : new FileAttribute<?>[0];
    return Files.createDirectories(folder, ownerOnly);
  }

  private void requireSpace(long neededMegabytes) throws IOException {
    long free = Files.getFileStore(root).getUsableSpace() / (1024 * 1024);
    if (free < neededMegabytes) {
      throw new CannotStart(
          "only %d MB free for %s, %d MB are needed; free some, or %s"
              .formatted(free, root, neededMegabytes, chooseAnother()));
    }
  }

  private void lock(Part part) throws IOException {
    Path file = root.resolve(part.title() + ".lock");
    var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    locks.add(channel);
    // One that was just told to stop needs a moment.
    long patience = System.nanoTime() + STOPPING.toNanos();
    boolean mine = locked(channel);
    while (!mine && System.nanoTime() < patience) {
      LockSupport.parkNanos(RETRY.toNanos());
      mine = locked(channel);
    }
    if (!mine) {
      throw new CannotStart(
          "another local stack is using %s; stop it, or %s".formatted(root, chooseAnother()));
    }
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException _) {
      return false; // within this very process, as in tests
    }
  }

  private static String chooseAnother() {
    return "choose another folder: " + Lookup.environmentName(LocalSettings.DATA);
  }
}
