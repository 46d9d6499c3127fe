//! Download files and call answers become typed messages.
