/** What documents cost, and what has been paid. */
package pl.legitymacje.fee;
