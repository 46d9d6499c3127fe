//! Messages and ledger become one outcome per order.
