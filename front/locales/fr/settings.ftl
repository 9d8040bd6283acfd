# Ce qui peut ne pas aller dans les réglages d'un serveur.
error-site-color = Une couleur s'écrit comme #ff9900.
error-site-language = « { $code } » n'est pas le code d'une langue. Le français est « fr », le breton « br ».
error-site-too-many-languages = { $max } langues au plus tiennent ici.
error-site-registration-configured = C'est la configuration de ce serveur qui décide qui peut s'inscrire ; on ne peut pas le changer ici.
