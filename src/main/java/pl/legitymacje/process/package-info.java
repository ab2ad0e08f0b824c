/** The procedures as the engine runs them: its configuration, and what its models call. */
package pl.legitymacje.process;
