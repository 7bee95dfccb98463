import Conduct
import Foundation
import HTTPTypes
import Hummingbird
import Letters
import Store

/// Somebody who is signed in.
struct Visitor: Sendable {
  var session: Session
  var token: SecretToken
  /// The desks that the person has.
  var desks: [Desk]
  /// The desk at which the person is at work.
  var desk: Desk
  /// Sessions at other schools that began with the same name and password.
  var elsewhere: [Elsewhere] = []
  /// How many tasks lie with the person; nil where that is not shown.
  var tasks: Int?

  /// A session at another school.
  struct Elsewhere: Sendable {
    var school: School
    var token: SecretToken
  }

  var member: Member { session.member }
  var school: School { session.school }
}

/// One request, with who asks and in what language.
struct Visit: Sendable {
  var site: Site
  var request: Request
  var parameters: Parameters
  /// Who asks; nil for whoever is not signed in.
  var visitor: Visitor?
  /// What was filled in.
  var form = Form()
  /// The time of the request, in milliseconds.
  var now: Int64
  /// Texts and templates in the language of whoever asks.
  var screen: Screens.Screen
  /// The school's clock and how it is read aloud.
  var wording: Wording
  /// The address that the request came from.
  var address: String
  /// What a form proves itself by before anybody signed in.
  var guest: SecretToken
  /// What proves that a form came from a page of ours.
  var formToken: String

  var store: Store { site.store }
  var texts: Texts { screen.texts }

  /// The path that was asked.
  var path: String { request.uri.path }

  /// A part of the path.
  func parameter(_ name: String) -> String {
    parameters.get(name).flatMap { $0.removingPercentEncoding } ?? ""
  }

  /// A value behind the question mark, without spaces around it; empty when there is none.
  func query(_ name: String) -> String {
    Form.urlEncoded(request.uri.query ?? "")?[name]?.first?.trimmingCharacters(in: .whitespacesAndNewlines) ?? ""
  }

  /// The person who asks, where the route asks for one.
  func person() throws -> Visitor {
    guard let visitor else { throw PageError.signIn }
    return visitor
  }

  /// Whether a part of a page is asked by our script, and not a whole page.
  var wantsPart: Bool { request.asksByItself }

  /// A page in the frame.
  func page(
    _ template: String, title: String, _ values: [String: Any] = [:], status: HTTPResponse.Status = .ok
  ) -> Answer {
    let all = Frame(visit: self, title: title).values.merging(values) { $1 }
    return .html(screen.render(template, all), status)
  }
}

extension Request {
  /// Whether an open page asks, and not a person.
  var asksByItself: Bool { headers[.part] != nil }
}

extension HTTPField.Name {
  /// What our script says when it asks for a part of a page.
  static let part = HTTPField.Name("X-Fatsoen-Part")!
}

/// What a request comes to.
enum Answer: Sendable {
  /// A page.
  case html(String, HTTPResponse.Status)
  /// To another page, after something was done; the page may say that it was.
  case redirect(String)
  /// A file to keep.
  case file([UInt8], type: String, name: String)
  /// A file that is part of a page.
  case asset(Screens.Asset)
  /// Plain words for a machine.
  case plain(String, HTTPResponse.Status)
  /// News as it comes.
  case news(AsyncStream<News.Change>)
  /// Another answer that sets the cookies of a session.
  indirect case signedIn(SecretToken, Answer)
  /// Another answer that remembers the sessions at other schools.
  indirect case withOthers([SecretToken], Answer)
  /// Another answer that takes all of them away.
  indirect case signedOut(Answer)
  /// Another answer that remembers a choice: the desk or the language.
  indirect case remembering(String, String, Answer)
}

/// What ends a request early.
enum PageError: Error {
  /// Nobody is signed in.
  case signIn
  /// The second step is not taken yet.
  case secondStep
  /// Such a page is not there, or not for this person.
  case notFound
  /// The page is there, but not for this person.
  case forbidden
  /// The form came from elsewhere, or its page is too old.
  case foreignForm
  /// The form cannot be read.
  case badForm
}
