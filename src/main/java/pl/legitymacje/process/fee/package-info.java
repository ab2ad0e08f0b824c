/** Money that serves no case: on a person's desk until it is used, given back or kept. */
package pl.legitymacje.process.fee;
