//! What an operator means: an order and its parts.
