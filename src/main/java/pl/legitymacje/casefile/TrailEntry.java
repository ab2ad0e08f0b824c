package pl.legitymacje.casefile;

import java.time.Instant;

/** One thing that happened in a case: when, who did it (a user name, or the program), what, in the office's words. */
public record TrailEntry(Instant at, String who, String what) {}
