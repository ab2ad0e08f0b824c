#!/bin/bash
# How long the application takes to start beside the bare engine (the two Camunda starters, nothing else), by turns, each by
# mvn spring-boot:run (ours with the demo school), as a jar, and as docs/install.sh installs it.
#   mvn -DskipTests package && docs/bench/start.sh [pairs] [JVM flags]      e.g. docs/bench/start.sh 5 -XX:TieredStopAtLevel=1
# first: an empty H2 file; again: the same file, after a proper stop. Seconds are Spring's, CPU seconds the process's until then;
# means of the pairs.
set -eu
cd "$(dirname "$0")/../.."
pairs=${1:-3}
shift $(($# > 0 ? 1 : 0))
work=target/bench-start
bare=$work/bare
ours=$(ls target/legitymacje-*.jar)
version() { sed -n "s|.*<camunda.version>\(.*\)</camunda.version>.*|\1|p" pom.xml; }

if [ ! -e $bare/target/bare-1.jar ]; then
    mkdir -p $bare/src/main/java/pl/legitymacje $bare/src/main/resources
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
    cat > $bare/src/main/java/pl/legitymacje/Application.java <<EOF
package pl.legitymacje;
@org.springframework.boot.autoconfigure.SpringBootApplication
public class Application { public static void main(String[] a) { org.springframework.boot.SpringApplication.run(Application.class, a); } }
EOF
    cat > $bare/src/main/resources/application.yaml <<'EOF'
spring.datasource: {url: "jdbc:h2:file:${DATA_DIR}/bare", username: sa, password: ""}
camunda.bpm: {admin-user: {id: demo, password: demo}, authorization.enabled: true}
EOF
    mvn -B -q -f $bare/pom.xml package
fi
docs/install.sh "$ours" $work/installed-ours
DATA_DIR=$(mktemp -d "$PWD/$work/data.XXXX") docs/install.sh $bare/target/bare-1.jar $work/installed-bare

# name, data folder, command
start() {
    local name=$1 data=$2
    shift 2
    log=$work/${name// /-}.log
    rm -f "$log"
    DATA_DIR=$data SERVER_PORT=0 ADMIN_PASSWORD=abc-DEF-123 DEMO_SMTP_PORT=0 DEMO_IMAP_PORT=0 "$@" > "$log" 2>&1 &
    until grep -qs ' Started App' "$log"; do kill -0 $!; sleep 0.1; done
    cpu=$(awk -v hz="$(getconf CLK_TCK)" '{print ($14 + $15) / hz}' "/proc/$(pgrep -P $! || echo $!)/stat")
    echo "$name $(sed -n 's/.* Started App.* in \([0-9.]*\) seconds.*/\1/p' "$log") $cpu"
    kill $!
    wait $! || true
}
for _ in $(seq "$pairs"); do
    for way in maven jar installed; do
        for app in bare ours; do
            [ $app = bare ] && project=$bare jar=$bare/target/bare-1.jar || project=. jar=$ours
            case $way in
                maven) command=(mvn -B -o -q -f $project/pom.xml spring-boot:run) ;;
                jar) command=(java -jar "$jar") ;;
                installed) command=("$work/installed-$app/start") ;;
            esac
            data=$(mktemp -d "$PWD/$work/data.XXXX")
            for time in first again; do
                JDK_JAVA_OPTIONS="$*" start "$way-$time $app" "$data" "${command[@]}"
            done
            rm -rf "$data"
        done
    done
done | awk '
    { seconds[$1 " " $2] += $3; cpu[$1 " " $2] += $4; ways[$1]; n[$1 " " $2]++ }
    END {
        for (way in ways) {
            b = way " bare"; o = way " ours"
            printf "%-16s bare %.2f s %5.2f CPU s   ours %.2f s %5.2f CPU s   ratio %.2f\n", way,
                seconds[b] / n[b], cpu[b] / n[b], seconds[o] / n[o], cpu[o] / n[o], seconds[o] / seconds[b]
        }
    }' | sort
