//! Spreadsheets and folders become orders that know the cell of every value.
