@_exported import ToolTestSupport
