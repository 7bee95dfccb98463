import ArgumentParser
import Foundation

/// The command.
@main
struct Fatsoen: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fatsoen",
    abstract: "Bewaakt de omgangsafspraken van een ouderportaal.",
    discussion: """
      De scanner wijst aan, een mens besluit. Zo begint u:

        fatsoen demo                         een voorbeeldschool om rond te kijken
        fatsoen explain "wat een kuthoek"    waarom een tekst opvalt, of niet
        fatsoen scan berichten.ndjson        een archief nakijken
        fatsoen queue --as LID               wat op u wacht

      Aanvullen met de tabtoets: fatsoen --generate-completion-script bash (of zsh,
      fish); zet de uitvoer waar uw shell aanvullingen zoekt.
      """,
    version: "fatsoen 0.1.0",
    groupedSubcommands: [
      CommandGroup(
        name: "Teksten en foto's",
        subcommands: [
          ScanCommand.self, ExplainCommand.self, DraftCommand.self, ImageCommand.self, CheckCommand.self,
          NormsCommand.self,
          EvaluateCommand.self,
          BenchCommand.self,
          BenchNamesCommand.self, BenchPostingCommand.self, BenchSchoolsCommand.self, BenchStoreCommand.self,
        ]),
      CommandGroup(
        name: "Behandelen",
        subcommands: [
          QueueCommand.self, ShowCommand.self, ClaimCommand.self, NoteCommand.self, DecideCommand.self,
          DuplicatesCommand.self, SampleCommand.self, ReportCommand.self, ReasonsCommand.self, AddressedCommand.self,
          QuestionCommand.self, ProposalsCommand.self, MeasureCommand.self,
          ReferralCommand.self,
          AppealCommand.self, CaseCommand.self, HistoryCommand.self, NoticesCommand.self, DueCommand.self,
          LetterCommand.self, ReadingsCommand.self,
        ]),
      CommandGroup(
        name: "School",
        subcommands: [
          DemoCommand.self, ServeCommand.self, SchoolCommand.self, GroupCommand.self, MemberCommand.self,
          AbsenceCommand.self,
          ImportRosterCommand.self, RoleCommand.self, ConsentCommand.self, PicturesCommand.self, HoursCommand.self,
          ExceptionCommand.self,
          RegisterCommand.self, MembershipsCommand.self, RhythmCommand.self, ImportCommand.self,
          VerifyCommand.self, PurgeCommand.self,
          KeyCommand.self,
          HoldCommand.self, SubjectAccessCommand.self, RectifyCommand.self, EraseCommand.self, CalendarCommand.self,
          TickCommand.self,
          MigrateCommand.self, CopyCommand.self,
        ]),
    ])

  static func main() async {
    Interruption.listen()
    do {
      var command = try parseAsRoot()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
      DatabaseAddress.closeAll()
    } catch {
      DatabaseAddress.closeAll()
      Foundation.exit(Failure.report(error))
    }
  }
}
