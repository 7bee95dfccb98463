"""A vocabulary that looks and behaves like Dutch, built from our own tables: syllables, affixes, compounds, a frequency law."""

import random

FUNCTION_WORDS = """
de het een en van in is dat op te ik je niet zijn met voor er aan maar om die ze we ook als dan nog bij heeft wat
was door naar kan wel of dit hij uit al over zo tot worden deze moet hebben wordt mijn hun haar jullie kunnen gaan
geen meer waar daar hoe wie toch even heel graag morgen vandaag gisteren alle onze jouw hem u uw zou zal wil willen
mag mogen moeten weer nu hier iets niets iemand niemand altijd nooit vaak soms omdat want terwijl voordat nadat tegen
onder tussen zonder sinds tijdens volgens ja nee dus eerst laatst samen alleen misschien zeker gewoon echt bijna
""".split()

SCHOOL_WORDS = """
juf meester klas groep school les ouder ouders kind kinderen gymles rekenen taal lezen schrijven zwemles schoolreis
rapport avond ochtend middag week maandag dinsdag woensdag donderdag vrijdag vakantie lunch fruit broodtrommel
beker jas laarzen luizen foto kamp feest verjaardag trakteren pauze plein hek fiets bus parkeren verkeer toets
huiswerk boek bieb knutselen muziek toneel sport dank bedankt groetjes vraag antwoord bericht hulp hulpouder
""".split()

ONSETS = (
    "b d f g h j k l m n p r s t v w z bl br dr fl fr gl gr kl kn kr pl pr sch schr sl sm sn sp spr st str "
    "tr tw vl vr wr zw ch"
).split()
ONSET_WEIGHTS = [9, 8, 4, 5, 7, 2, 8, 7, 7, 6, 6, 7, 7, 8, 8, 8, 5]
ONSET_WEIGHTS += [2] * (len(ONSETS) - len(ONSET_WEIGHTS))
NUCLEI = "a e i o u aa ee oo uu ie oe ui ei ij ou eu au".split()
NUCLEUS_WEIGHTS = [10, 9, 7, 8, 4, 7, 7, 6, 2, 6, 6, 4, 4, 3, 3, 3, 1]
CODAS = " l m n r s t k p f g d ng nk nd nt rt rs lt ls st cht ks ps mp rk rm lk rn ft".split(" ")
CODA_WEIGHTS = [14, 6, 5, 9, 9, 6, 6, 6, 4, 3, 4, 3]
CODA_WEIGHTS += [2] * (len(CODAS) - len(CODA_WEIGHTS))
PREFIXES = "be ge ver ont her op af uit aan in om mis on toe bij na voor door over onder tegen".split()
SUFFIXES = "en t te de er ing heid lijk lijke ig ige s je jes tje tjes ster baar loos schap dom sel erig end ende".split()
LINKS = ["", "", "", "s", "en"]
ACCENTS = {"e": "éëè", "i": "ï", "o": "öó", "u": "ü", "a": "áà"}


class Vocabulary:
    """Words by rank, the commonest first, with the weight of each rank."""

    def __init__(self, size=60_000, seed=1):
        self.random = random.Random(f"words {seed}")
        self.words = []
        known = set()
        for word in FUNCTION_WORDS + SCHOOL_WORDS:
            if word not in known:
                known.add(word)
                self.words.append(word)
        stems = []
        while len(self.words) < size:
            for word in self._family(stems):
                if word not in known and len(self.words) < size:
                    known.add(word)
                    self.words.append(word)
        # Families arise together, in running text they do not lie side by side in rank: mix all but the head.
        head = len(FUNCTION_WORDS) + len(SCHOOL_WORDS)
        tail = self.words[head:]
        self.random.shuffle(tail)
        self.words[head:] = [self._accented(word) if self.random.random() < 0.07 else word for word in tail]
        # Zipf and Mandelbrot, set so that the 100, 1,000 and 8,000 commonest words make up 49, 73 and 89 % of a text,
        # about what running Dutch gives.
        self.weights = [1.0 / (rank + 5) ** 1.15 for rank in range(len(self.words))]

    def stem(self):
        """One root of one or two syllables."""
        draw = self.random
        parts = []
        for _ in range(draw.choices((1, 2), (7, 3))[0]):
            parts.append(draw.choices(ONSETS, ONSET_WEIGHTS)[0])
            parts.append(draw.choices(NUCLEI, NUCLEUS_WEIGHTS)[0])
        parts.append(draw.choices(CODAS, CODA_WEIGHTS)[0])
        return "".join(parts)

    def _family(self, stems):
        """A root with some of its inflections, derivations and compounds."""
        draw = self.random
        root = self.stem()
        if len(root) < 3:
            return
        stems.append(root)
        yield root
        for suffix in draw.sample(SUFFIXES, draw.randint(1, 5)):
            yield root + suffix
        for prefix in draw.sample(PREFIXES, draw.randint(0, 3)):
            yield prefix + root
            yield prefix + root + draw.choice(SUFFIXES)
        for _ in range(draw.randint(0, 2)):
            yield root + draw.choice(LINKS) + draw.choice(stems)

    def _accented(self, word):
        places = [index for index, letter in enumerate(word) if letter in ACCENTS]
        if not places:
            return word
        place = self.random.choice(places)
        return word[:place] + self.random.choice(ACCENTS[word[place]]) + word[place + 1 :]
