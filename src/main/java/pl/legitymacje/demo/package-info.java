/** The demo school: a mail server of its own, mailboxes to look into, a password that is shown. Profile "demo" only. */
package pl.legitymacje.demo;
