import Conduct
import Exchange
import Foundation

/// Files of rosters as other programs write them, with made-up people.
enum RosterFiles {
  static let today = Day(2026, 9, 21)

  static let edexml = """
    <?xml version="1.0" encoding="UTF-8"?>
    <!-- export van de administratie -->
    <EDEX xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="EDEXML.structuur.xsd">
      <school>
        <schooljaar>2026-2027</schooljaar>
        <brincode>99XX</brincode>
        <dependancecode>00</dependancecode>
        <xsdversie>2.1</xsdversie>
      </school>
      <vestigingen><vestiging key="v1"><naam>Hoofdgebouw</naam></vestiging></vestigingen>
      <groepen>
        <groep key="g3"><naam>Groep 3</naam><jaargroep>3</jaargroep></groep>
        <groep key="g4"><naam>Groep 4</naam><jaargroep>4</jaargroep></groep>
        <samengestelde_groep key="s1"><naam>Plusklas</naam></samengestelde_groep>
      </groepen>
      <leerlingen>
        <leerling key="l1" eckid="https://ketenid.nl/201703/abc">
          <achternaam>Berg</achternaam><voorvoegsel>van den</voorvoegsel><voorletters-1>J</voorletters-1>
          <roepnaam>Jip</roepnaam><geboortedatum>2019-03-04</geboortedatum><geslacht>2</geslacht>
          <etniciteit>1</etniciteit><land>6030</land><land_vader>5022</land_vader><bsn>123456782</bsn>
          <gewicht_nieuw>0</gewicht_nieuw><fotourl>https://voorbeeld.test/jip.jpg</fotourl>
          <groep key="g3"/>
          <samengestelde_groepen><samengestelde_groep key="s1"/></samengestelde_groepen>
          <toevoegingen><eigen><roepnaam>Niet lezen</roepnaam><groep key="g4"/></eigen></toevoegingen>
        </leerling>
        <leerling key="l2"><roepnaam>Noor</roepnaam><groep key="g4"/></leerling>
        <leerling key="l3"><achternaam>Smit</achternaam><roepnaam>Sem</roepnaam>
          <groep key="g4"/><uitstroomdatum>2026-09-01</uitstroomdatum></leerling>
      </leerlingen>
      <leerkrachten>
        <leerkracht key="p1"><achternaam>Dekker</achternaam><roepnaam>Els</roepnaam>
          <emailadres>els@school.test</emailadres>
          <groepen><groep key="g3"/><groep key="g4"><rol>KLA</rol></groep></groepen></leerkracht>
        <leerkracht key="p2"><achternaam>Mol</achternaam><voorletters-1>A</voorletters-1><rol>DIR</rol></leerkracht>
      </leerkrachten>
    </EDEX>
    """

  /// The tables of OneRoster by file name.
  static let oneRoster: [String: String] = [
    "manifest.csv": """
    propertyName,value
    manifest.version,1.0
    oneroster.version,1.2
    file.users,bulk
    file.enrollments,bulk
    file.classes,bulk
    """,
    "orgs.csv": """
    sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId
    o1,,,De Linde,school,99XX,o0
    o0,,,Stichting Linde,district,,
    """,
    "academicSessions.csv": """
    sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId,schoolYear
    t1,,,2026-2027,schoolYear,2026-08-01,2027-07-31,,2027
    t0,,,2025-2026,schoolYear,2025-08-01,2026-07-31,,2026
    """,
    "classes.csv": """
    sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,termSourcedIds,subjects,subjectCodes,periods
    c3,,,Groep 3,3,,,Homeroom,,o1,t1,,,
    c9,,,Oude groep,3,,,homeroom,,o1,t0,,,
    """,
    "users.csv": """
    sourcedId,status,dataLastModified,enabledUser,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password,userMasterIdentifier,prefferedGivenName,,
    u1,,,TRUE,,,Jip,Berg,van den,,,,,"u8,u9",3,,,,,
    u8,,,TRUE,,,Karin,Berg,,,karin@thuis.test,,,,,,,,,
    u9,,,TRUE,,,Ahmed,Aziz,,,ahmed@thuis.test,,,u1,,,,,,
    u5,,,TRUE,,,Elisabeth,Dekker,Maria,,els@school.test,,,,,,,Els,,
    u6,tobedeleted,,TRUE,,,Weg,Gegaan,,,weg@thuis.test,,,,,,,,,
    """,
    "roles.csv": """
    sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId,userProfileSourcedId
    r1,,,u1,primary,student,1/8/2026,,o1,
    r2,,,u8,primary,parent,,,o1,
    r3,,,u9,primary,guardian,,,o1,
    r4,,,u5,primary,teacher,,,o1,
    r5,,,u5,secondary,parent,,,o1,
    r6,,,u6,primary,parent,,,o1,
    """,
    "enrollments.csv": """
    sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate
    e1,,,c3,o1,u1,student,,,
    e2,,,c3,o1,u5,teacher,TRUE,,
    e3,,,c9,o1,u1,student,,2025-08-01,2026-07-31
    """,
  ]

  static let portalPupils = """
    Roepnaam*;Tussenvoegsel;Achternaam*;Geboortedatum (dd-mm-jjjj);Klasnaam;Leerjaar
    Jip;van den;Berg;04-03-2019;Groep 3;3
    Sem;;Smit;11-11-2018;Groep 4;4
    Sem;;Smit;02-01-2019;Groep 3;3
    """

  static let portalParents = """
    Roepnaam*;Tussenvoegsel;Achternaam*;Geboortedatum;E-mailadres ouder/verzorger 1;E-mailadres ouder/verzorger 2
    Jip;van den;Berg;04-03-2019;karin@thuis.test;ahmed@thuis.test
    Sem;;Smit;02-01-2019;smit@thuis.test;
    Sem;;Smit;11-11-2018;karin@thuis.test;
    """

  static let plain = """
    soort;id;roepnaam;tussenvoegsel;achternaam;groep;groepsnaam;groepsoort;leerjaar;rol;taak;kind;email;informatie;van;tot
    groep;g3;;;;;Groep 3;klas;3;;;;;;;
    groep;alle;;;;;De hele school;school;;;;;;;;
    groep;mr;;;;;MR;mr;;;;;;;;
    leerling;l1;Jip;van den;Berg;g3;;;;;;;;;;
    ouder;o1;Karin;;Berg;;;;;;;l1;karin@thuis.test;;;
    ouder;o2;Ahmed;;Aziz;;;;;;;l1;ahmed@thuis.test;nee;;
    ouder;o3;Vorig;;Jaar;;;;;;;l1;;;1-8-2025;31-7-2026
    medewerker;p1;Els;;Dekker;g3;;;;leerkracht;;;els@school.test;;;
    medewerker;p2;Anna;;Mol;mr;;;;leerkracht;mr;;;;;
    """

  /// Reads texts as files of a folder that is gone afterwards.
  static func read(_ files: (name: String, bytes: [UInt8])..., school: String? = nil) throws -> Roster {
    try inFolder(of: files) { folder in
      try files.reduce(into: Roster()) { roster, file in
        let url = folder.appendingPathComponent(file.name)
        roster.merge(try RosterReader(today: today, school: school).read(url, name: file.name))
      }
    }
  }

  /// Reads the tables of OneRoster from a folder.
  static func readFolder(_ tables: [String: String], school: String? = nil) throws -> Roster {
    try inFolder(of: tables.map { ($0.key, Array($0.value.utf8)) }) {
      try RosterReader(today: today, school: school).read($0, name: "export")
    }
  }

  /// Lets a body have a folder with files that is gone afterwards.
  static func inFolder<Value>(
    of files: [(name: String, bytes: [UInt8])] = [], _ body: (URL) throws -> Value
  ) throws -> Value {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("roster-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }  // a leftover folder in /tmp harms nobody
    for file in files { try Data(file.bytes).write(to: folder.appendingPathComponent(file.name)) }
    return try body(folder)
  }
}
