import Foundation

extension Duration {
  /// The duration in seconds.
  var seconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}

/// A number with so many decimals after a comma, as Dutch writes it.
func decimal(_ value: Double, _ digits: Int) -> String {
  String(format: "%.\(digits)f", value).replacingOccurrences(of: ".", with: ",")
}

/// A share as a percentage with one decimal, or a dash when there is nothing to divide by.
func percentage(_ part: Int, of whole: Int) -> String {
  whole > 0 ? decimal(100 * Double(part) / Double(whole), 1) + " %" : "–"
}
