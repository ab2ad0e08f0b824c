#!/bin/bash
# Installs the packed application into a folder, or a newer one over it: unpacked, and with the classes archived that its start
# loads, so that it starts in two thirds of the time. The archive fits one Java, and a path without spaces: after an update of
# Java install again.
#   docs/install.sh target/legitymacje-0.1.0-SNAPSHOT.jar /opt/legitymacje
#   ADMIN_PASSWORD=… DATA_DIR=/var/lib/legitymacje /opt/legitymacje/start
set -eu
[ $# = 2 ] || { sed -n '2,6s/^# *//p' "$0" >&2; exit 2; }
jar=$1
mkdir -p "$2"
folder=$(cd "$2" && pwd)
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
rm -rf "$folder/lib" "$folder/legitymacje.jar" "$folder/classes.jsa"
"$java" -Djarmode=tools -jar "$jar" extract --force --destination "$folder"
[ -e "$folder/legitymacje.jar" ] || mv "$folder/$(basename "$jar")" "$folder/legitymacje.jar"
cat > "$folder/start" <<'START'
#!/bin/bash
folder=$(cd "$(dirname "$0")" && pwd)
# Each by its name: of libraries that only a jar's manifest names, the web server shows no page.
class_path=$(LC_ALL=C; printf '%s:' "$folder"/legitymacje.jar "$folder"/lib/*.jar)
options=()
[ ! -e "$folder/classes.jsa" ] || options=("-XX:SharedArchiveFile=$folder/classes.jsa")
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" "${options[@]}" -cp "${class_path%:}" pl.legitymacje.Application "$@"
START
chmod +x "$folder/start"
# Once, on a database in memory, to see which classes it loads.
ADMIN_PASSWORD=never-used DATABASE_URL=jdbc:h2:mem:archive SERVER_PORT=0 \
    JDK_JAVA_OPTIONS="-XX:ArchiveClassesAtExit=\"$folder/classes.jsa\" -Dspring.context.exit=onRefresh" \
    "$folder/start" > "$folder/install.log" 2>&1 || { cat "$folder/install.log" >&2; exit 1; }
