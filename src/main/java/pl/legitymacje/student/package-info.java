/** The school's students and their guardians, how their names are recognised, and the roster that brings them here. */
package pl.legitymacje.student;
