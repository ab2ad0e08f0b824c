/** The photo on the card: judged by machine, looked at by the clerk, kept, reduced to the sizes needed, and deleted in time. */
package pl.legitymacje.photo;
