//! A private PostgreSQL cluster: made, started, stopped and mended by the program that needs it.
