//! The bureau's code tables, regions and result codes.
