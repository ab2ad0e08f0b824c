#!/bin/bash
# How long the application takes to start, as a jar and as docs/install.sh installs it, beside the bare engine (the two Camunda
# starters, nothing else), by turns.
#   mvn -DskipTests package && docs/bench/start.sh [pairs] [JVM flags]      e.g. docs/bench/start.sh 5 -XX:TieredStopAtLevel=1
# first: an empty H2 file; again: the same file, after a proper stop. Seconds are Spring's, CPU seconds the process's until then.
set -eu
cd "$(dirname "$0")/../.."
pairs=${1:-3}
shift $(($# > 0 ? 1 : 0))
work=target/bench-start
bare=$work/bare
ours=$(ls target/legitymacje-*.jar)
version() { sed -n "s|.*<camunda.version>\(.*\)</camunda.version>.*|\1|p" pom.xml; }

if [ ! -e $bare/target/bare-1.jar ]; then
    mkdir -p $bare/src/main/java/bare $bare/src/main/resources
    starter() { echo "<dependency><groupId>org.camunda.bpm.springboot</groupId><artifactId>camunda-bpm-spring-boot-starter$1</artifactId><version>$(version)</version></dependency>"; }
    spring() { echo "<dependency><groupId>$1</groupId><artifactId>$2</artifactId></dependency>"; }
    cat > $bare/pom.xml <<EOF
<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
$(sed -n '/<parent>/,/<\/parent>/p' pom.xml)
<groupId>bare</groupId><artifactId>bare</artifactId><version>1</version>
<properties><java.version>17</java.version>$(grep '<h2.version>' pom.xml || true)</properties>
<dependencies>$(starter "")$(starter -webapp)$(starter -rest)
$(spring org.springframework.boot spring-boot-starter-jdbc)$(spring com.h2database h2)</dependencies>
<build><plugins><plugin><groupId>org.springframework.boot</groupId><artifactId>spring-boot-maven-plugin</artifactId></plugin></plugins></build>
</project>
EOF
    cat > $bare/src/main/java/bare/App.java <<EOF
package bare;
@org.springframework.boot.autoconfigure.SpringBootApplication
public class App { public static void main(String[] a) { org.springframework.boot.SpringApplication.run(App.class, a); } }
EOF
    cat > $bare/src/main/resources/application.yaml <<'EOF'
spring.datasource: {url: "jdbc:h2:file:${DATA_DIR}/bare", username: sa, password: ""}
camunda.bpm: {admin-user: {id: demo, password: demo}, authorization.enabled: true}
EOF
    mvn -B -q -f $bare/pom.xml package
fi
docs/install.sh "$ours" $work/installed

# name, data folder, command
start() {
    local name=$1 data=$2
    shift 2
    log=$work/$name.log
    rm -f "$log"
    DATA_DIR=$data SERVER_PORT=0 ADMIN_PASSWORD=abc-DEF-123 "$@" > "$log" 2>&1 &
    until grep -qs ' Started App' "$log"; do kill -0 $!; sleep 0.1; done
    cpu=$(awk -v hz="$(getconf CLK_TCK)" '{print ($14 + $15) / hz}' /proc/$!/stat)
    echo "$name $(sed -n 's/.* Started App.* in \([0-9.]*\) seconds.*/\1/p' "$log") s, $cpu CPU s"
    kill $!
    wait $! || true
}
for _ in $(seq "$pairs"); do
    for app in "bare $bare/target/bare-1.jar" "ours $ours" "installed -"; do
        read -r name jar <<< "$app"
        data=$(mktemp -d "$PWD/$work/data.XXXX")
        for time in first again; do
            if [ "$name" = installed ]; then
                JDK_JAVA_OPTIONS="$*" start "$name-$time" "$data" $work/installed/start
            else
                start "$name-$time" "$data" java "$@" -jar "$jar"
            fi
        done
        rm -rf "$data"
    done
done
