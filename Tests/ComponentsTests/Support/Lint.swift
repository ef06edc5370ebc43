@_exported import LintSupport
