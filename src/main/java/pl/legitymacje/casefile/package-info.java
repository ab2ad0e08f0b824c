/** The register of cases: every application in every procedure, who did what in it, and how it ended. */
package pl.legitymacje.casefile;
