/** Mail between the school and the guardians: what we write, and that it is sent once. */
package pl.legitymacje.mail;
