# Build: docker build -t legitymacje .
FROM maven:3.9-eclipse-temurin-17 AS build
WORKDIR /build
COPY .mvn .mvn
COPY pom.xml ./
COPY processes processes
COPY forms forms
COPY src src
COPY docs/install.sh ./
# Style and tests are checked by `mvn verify` on a developer's machine, not again here.
RUN --mount=type=cache,target=/root/.m2 \
    mvn -B -q -Dmaven.test.skip=true -Dspotless.check.skip=true package \
    && mv target/legitymacje-*.jar legitymacje.jar

FROM eclipse-temurin:17-jre
# A number, so that the orchestrator can see that it is not root.
RUN groupadd --system --gid 10001 legitymacje \
    && useradd --system --uid 10001 --gid 10001 --home-dir /data --shell /usr/sbin/nologin legitymacje \
    && install -d -o 10001 -g 10001 -m 0700 /data
# Here and not in the build stage: the archive of classes fits one Java.
RUN --mount=type=bind,from=build,source=/build,target=/build bash /build/install.sh /build/legitymacje.jar /app
USER 10001:10001
WORKDIR /data
# The heap follows the container's memory limit. After an OutOfMemoryError nothing can be trusted: stop, and be restarted.
ENV JAVA_TOOL_OPTIONS="-XX:MaxRAMPercentage=65 -XX:+ExitOnOutOfMemoryError -Djava.awt.headless=true" \
    LANG=C.UTF-8 \
    TZ=Europe/Warsaw \
    MALLOC_ARENA_MAX=2 \
    DATA_DIR=/data \
    SERVER_PORT=8080
EXPOSE 8080
# With bash alone: the image need not carry curl. Healthy is the answer 200; DOWN is 503.
HEALTHCHECK --interval=15s --timeout=5s --start-period=120s --retries=4 \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/${SERVER_PORT} && printf 'GET /actuator/health HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n' >&3 && read -r _ status _ <&3 && [ \"$status\" = 200 ]"]
ENTRYPOINT ["/app/start"]
