# La porte de l'API : à quoi une requête peut ressembler.
error-edge-no-file = La requête nomme un fichier qu'elle n'apporte pas. Envoyez-le comme partie d'un corps multipart/form-data.
error-edge-too-many-bytes = Les opérations font { $found } octets ; { $max } au plus sont lus.
error-edge-too-many-tokens = Les opérations ont { $found } mots et signes ; { $max } au plus sont lus.
error-edge-too-deep = L'opération imbrique des champs sur plus de { $max } niveaux.
error-edge-fragment-circle = Un fragment de l'opération se contient lui-même.
error-edge-too-many-aliases = La requête a { $found } alias ; { $max } au plus ont une réponse.
error-edge-too-many-directives = La requête a { $found } directives ; { $max } au plus sont suivies.
error-edge-too-many-fields = La requête demande { $found } champs ; { $max } au plus ont une réponse.
error-edge-too-costly = La requête pourrait rendre { $found } valeurs ; { $max } au plus ont une réponse. Demandez moins de lignes avec « limit », ou moins de champs.
error-edge-too-much-schema = La requête pose trop de questions sur le schéma à la fois.
error-edge-too-many-operations = La requête a { $found } opérations ; { $max } au plus sont exécutées.
error-edge-too-many-secrets = La requête essaie { $found } mots de passe ou jetons ; une requête n'en essaie qu'un.
error-edge-malformed = Cette requête ne peut pas être lue : son corps n'est pas ce qu'annonce son type de contenu.
error-edge-empty = Cette requête ne contient pas d'opération. Envoyez-la dans « query ».
error-edge-method = Les opérations arrivent par POST ; un GET ne peut que lire.
error-edge-media-type = Un corps est du JSON, un formulaire ou du multipart/form-data, sans compression.
error-edge-too-large = Cette requête est trop grande. Un fichier peut faire 10 Mio, tout le reste 1 Mio.
error-edge-too-slow = Le corps de cette requête n'est pas arrivé à temps.
error-edge-not-kept = Le fichier n'a pas pu être gardé. Réessayez plus tard.

# La page pour essayer l'API.
edge-playground-title = Essayer l'API
edge-playground-lead = Écrivez une opération et exécutez-la sur ce serveur. Les opérations changent de vraies données. Pour agir au nom de quelqu'un, mettez un jeton dans les en-têtes, comme { "{" }"Authorization": "Bearer …"{ "}" }.
edge-playground-query = Opération
edge-playground-variables = Variables, en JSON
edge-playground-headers = En-têtes, en JSON
edge-playground-run = Exécuter (Ctrl+Entrée)
edge-playground-result = Résultat
edge-playground-schema = Référence
edge-playground-filter = Filtrer par nom
edge-playground-load = Afficher la référence
edge-playground-bad-json = Les variables ou les en-têtes ne sont pas du JSON :
edge-playground-unreachable = Le serveur n'a pas répondu.
