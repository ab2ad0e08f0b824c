-- One name for "any number of bytes", which the two databases call differently.
create domain bytes as bytea;
