//! HTML from strangers in, safe HTML or plain text out.
