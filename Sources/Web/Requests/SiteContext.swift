import Hummingbird
import NIOCore

/// What Hummingbird keeps of a request.
struct SiteContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  /// The address at the other end.
  let address: String

  init(source: ApplicationRequestContextSource) {
    coreContext = .init(source: source)
    address = source.channel.remoteAddress?.ipAddress ?? "local"
  }
}
