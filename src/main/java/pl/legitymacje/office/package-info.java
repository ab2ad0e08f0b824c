/** The doors for people: what forms and pages call, who may come in, and how tasks are listed. */
package pl.legitymacje.office;
