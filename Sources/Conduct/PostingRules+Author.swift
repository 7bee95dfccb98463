extension PostingRules.Look {
  /// Who writes, and where (A2, A6, A9 to A13, A26, A39, B9, B10).
  mutating func lookAtAuthor() {
    guard let author else { return add(.authorWithoutRole) }
    let roles = author.roles(at: at)
    if roles.isEmpty { return add(.authorWithoutRole) }
    // A stand-in's role and a function for the group count as any other.
    guard roles.contains(message.persona) else {
      // A stand-in before or after the dated role is in another's group rather than in another's role.
      let stoodIn = author.assignments.contains { $0.role == message.persona && $0.group == message.group }
      return add(stoodIn && message.persona == .teacher ? .teacherElsewhere : .personaNotHeld)
    }
    if isBySchool { lookAtStaff(author) } else { lookAtParent(author) }
    if kind.isByFunction, let function, !author.holds(function, at: at), !roles.contains(.director) {
      add(.outsiderInFunctionGroup)
    }
    if let circle = message.posting.onBehalfOf, kind == .class || kind == .school, !mayWriteForSchool(author) {
      add(.inNameOfCircle, detail: "Het staat er namens de \(circle.rawValue.uppercased()).")
    }
  }

  /// The function by which one belongs to the group.
  private var function: Assignment.Function? {
    switch kind {
    case .mr: .mr
    case .or: .or
    case .tso: .tso
    case .class, .school, .oneToOne: nil
    }
  }

  private func mayWriteForSchool(_ author: Member) -> Bool {
    author.roles(at: at).contains(.director) || register.mandated.contains(author.id)
  }

  private mutating func lookAtStaff(_ author: Member) {
    if message.kind == .reaction && message.persona == .teacher && !kind.isByFunction { add(.teacherReacts) }
    if kind == .class && message.persona == .teacher && !author.holds(.teacher, in: message.group, at: at)
      && !author.roles(at: at).contains(.director)
    {
      add(.teacherElsewhere)
    }
    if kind == .school && message.kind == .post && message.posting.onBehalfOf == nil && !mayWriteForSchool(author)
      && message.persona != .board
    {
      add(.schoolGroupWithoutMandate)
    }
  }

  private mutating func lookAtParent(_ author: Member) {
    let isClassParent = author.assignments.contains {
      $0.function == .classParent && $0.isHeld(at: at) && ($0.group == nil || $0.group == message.group)
    }
    if kind == .class, [.teacher, .staff].contains(where: { author.assignments.holds($0, in: message.group, at: at) }) {
      add(.teacherAsParent)
    }
    if kind == .class || kind == .school {
      switch message.kind {
      case .post where !isClassParent && parameter("parents_may_post", of: .parentPosts) != "yes": add(.parentPosts)
      case .reaction where parameter("parents_may_react", of: .reactionWhileClosed) != "yes": add(.reactionWhileClosed)
      case .post, .reaction, .oneToOne: break
      }
    }
    guard register.knowsGuardians, !isClassParent else { return }
    let isHereByFunction = function.map { author.holds($0, at: at) } ?? false
    if register.children[author.id] == nil && !isHereByFunction { return add(.parentWithoutChild) }
    if kind == .class, let group = message.group, !register.groupsOfChildren(of: author.id).contains(group) {
      add(.parentElsewhere)
    }
  }

  func parameter(_ name: String, of rule: PostingRule) -> String? { rules.uses[rule]?.parameters[name] }
}

extension [Assignment] {
  /// Whether a role is held in one group itself.
  fileprivate func holds(_ role: Role, in group: GroupID?, at time: Int64) -> Bool {
    contains { $0.role == role && $0.group == group && $0.isHeld(at: time) }
  }
}
