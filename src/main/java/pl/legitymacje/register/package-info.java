/** The numbered registers a school must keep: student cards, and the gap-free numbers of all registers. */
package pl.legitymacje.register;
