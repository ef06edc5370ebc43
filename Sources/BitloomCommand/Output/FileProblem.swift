import Foundation

/// The system's reason why a file operation failed.
enum FileProblem {
  static func reason(_ error: any Error, at path: String) -> String {
    let error = error as NSError
    if let code = posixCode(error) { return String(cString: strerror(code)) }
    if error.domain == NSCocoaErrorDomain, error.code == CocoaError.fileReadNoSuchFile.rawValue {
      return String(cString: strerror(ENOENT))
    }
    return error.localizedDescription
  }

  private static func posixCode(_ error: NSError) -> Int32? {
    if error.domain == NSPOSIXErrorDomain { return Int32(error.code) }
    return (error.userInfo[NSUnderlyingErrorKey] as? NSError).flatMap(posixCode)
  }
}
