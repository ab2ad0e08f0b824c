/** Who we are and what day it is: the school's facts, its calendar, its words. */
package pl.legitymacje.school;
