//! Pictures from strangers in, clean and bounded pictures out.
