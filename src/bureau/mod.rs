//! The six calls over SOAP.
