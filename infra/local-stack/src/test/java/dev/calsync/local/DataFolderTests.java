package dev.calsync.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTests {
  private static final Set<Part> KAFKA = Set.of(Part.KAFKA);

  @TempDir Path folder;

  @Test
  void onlyItsOwnerReadsIt() throws IOException {
    try (var data = DataFolder.open(folder.resolve("new"), KAFKA, 1)) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.root())))
          .isEqualTo("rwx------");
    }
  }

  @Test
  void twoLocalStacksDoNotShareIt() {
    try (var _ = DataFolder.open(folder, KAFKA, 1)) {
      assertThatThrownBy(() -> DataFolder.open(folder, KAFKA, 1))
          .isInstanceOf(CannotStart.class)
          .hasMessageContaining("another local stack is using")
          .hasMessageContaining("CALSYNC_LOCAL_DATA");
    }
    assertThatCode(() -> DataFolder.open(folder, KAFKA, 1).close()).doesNotThrowAnyException();
  }

  @Test
  void differentPartsDo() {
    try (var _ = DataFolder.open(folder, KAFKA, 1)) {
      assertThatCode(() -> DataFolder.open(folder, Set.of(Part.POSTGRES), 1).close())
          .doesNotThrowAnyException();
    }
  }

  @Test
  void aFullDiskIsSaidBeforeAnythingStarts() {
    assertThatThrownBy(() -> DataFolder.open(folder, KAFKA, Long.MAX_VALUE))
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining("MB free")
        .hasMessageContaining("CALSYNC_LOCAL_DATA");
  }

  @Test
  void aFolderThatCannotBeWrittenIsSaidWithTheSettingThatChangesIt() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assertThatThrownBy(() -> DataFolder.open(file.resolve("below"), KAFKA, 1))
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining("cannot write to")
        .hasMessageContaining("CALSYNC_LOCAL_DATA");
  }
}
