# Sourced by scripts: makes JAVA_HOME a JDK 25 where the one in use is another. (The build itself finds
# one through maven-toolchains-plugin; this is for what runs in Maven's own JVM, the formatter.)
is_jdk25() {
  [ -x "$1/bin/javac" ] && grep -Eq '^JAVA_VERSION="25' "$1/release" 2>/dev/null
}

if ! is_jdk25 "${JAVA_HOME:-/none}"; then
  for candidate in "${JDK25_HOME:-/none}" "${JAVA_HOME_25_X64:-/none}" /usr/lib/jvm/*25* \
    "$HOME"/.sdkman/candidates/java/25* "$HOME"/.jdks/*25* /opt/*jdk*25* \
    /Library/Java/JavaVirtualMachines/*25*/Contents/Home; do
    if is_jdk25 "$candidate"; then
      export JAVA_HOME="$candidate"
      break
    fi
  done
fi
