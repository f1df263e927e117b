<?php
/** What the receiver calls of WordPress, in memory, with the habits that matter: slashes, the trash, unique options. */

define( 'ABSPATH', '/site/' );

final class WP_Error {
	public function __construct( public string $code = '', public string $message = '' ) {}
}
final class WP_Post {
	public function __construct( public int $ID ) {}
}
final class WP_REST_Request {
	public function __construct( private array $headers, private string $body ) {}
	public function get_body(): string {
		return $this->body;
	}
	public function get_header( string $name ): ?string {
		return $this->headers[ strtolower( $name ) ] ?? null;
	}
}
final class WP_REST_Response {
	public function __construct( public mixed $data = null, public int $status = 200, public array $headers = array() ) {}
}

final class Site {
	public static array $posts = array();
	public static array $meta = array();
	public static array $options = array();
	public static array $filters = array();
	public static array $routes = array();
	public static array $fetched = array();
	public static int $next = 1;
	public static int $current = 0;
	/** Called before a post is written, as another request that comes in between. */
	public static ?Closure $before_write = null;
}

function add_action( string $name, callable $callback, int $priority = 10, int $args = 1 ): bool {
	return add_filter( $name, $callback, $priority, $args );
}
function add_filter( string $name, callable $callback, int $priority = 10, int $args = 1 ): bool {
	Site::$filters[ $name ][] = array( $callback, $args );
	return true;
}
function apply_filters( string $name, mixed $value, mixed ...$rest ): mixed {
	foreach ( Site::$filters[ $name ] ?? array() as [ $callback, $args ] ) {
		$value = $callback( ...array_slice( array( $value, ...$rest ), 0, $args ) );
	}
	return $value;
}
function do_action( string $name ): void {
	foreach ( Site::$filters[ $name ] ?? array() as [ $callback ] ) {
		$callback();
	}
}
function __return_true(): bool {
	return true;
}
function register_rest_route( string $namespace, string $route, array $args ): bool {
	if ( ! isset( $args['permission_callback'] ) ) {
		throw new LogicException( 'register_rest_route was called incorrectly' );
	}
	Site::$routes[ $namespace . $route ] = $args;
	return true;
}
function is_wp_error( mixed $thing ): bool {
	return $thing instanceof WP_Error;
}
function wp_slash( mixed $value ): mixed {
	return is_array( $value ) ? array_map( 'wp_slash', $value ) : ( is_string( $value ) ? addslashes( $value ) : $value );
}
function wp_unslash( mixed $value ): mixed {
	return is_array( $value ) ? array_map( 'wp_unslash', $value ) : ( is_string( $value ) ? stripslashes( $value ) : $value );
}
function get_option( string $name, mixed $default = false ): mixed {
	return Site::$options[ $name ] ?? $default;
}
function add_option( string $name, mixed $value, string $deprecated = '', bool $autoload = true ): bool {
	if ( isset( Site::$options[ $name ] ) ) {
		return false;
	}
	Site::$options[ $name ] = $value;
	return true;
}
function delete_option( string $name ): bool {
	unset( Site::$options[ $name ] );
	return true;
}
function get_post_meta( int $id, string $key, bool $single = false ): mixed {
	return Site::$meta[ $id ][ $key ] ?? '';
}
function update_post_meta( int $id, string $key, mixed $value ): bool {
	$value = wp_unslash( $value );
	Site::$meta[ $id ][ $key ] = is_int( $value ) ? (string) $value : $value;
	return true;
}
function delete_post_meta( int $id, string $key ): bool {
	unset( Site::$meta[ $id ][ $key ] );
	return true;
}
function get_post_status( int $id ): string|false {
	return Site::$posts[ $id ]['post_status'] ?? false;
}
function get_posts( array $args ): array {
	$found = array();
	foreach ( Site::$posts as $id => $post ) {
		$fits = $post['post_type'] === $args['post_type']
			&& in_array( $post['post_status'], $args['post_status'], true )
			&& get_post_meta( $id, $args['meta_key'], true ) === $args['meta_value'];
		if ( $fits ) {
			$found[] = $id;
		}
	}
	return array_slice( $found, 0, $args['numberposts'] );
}
function wp_insert_post( array $given, bool $wp_error = false ): int|WP_Error {
	if ( Site::$before_write ) {
		$between = Site::$before_write;
		Site::$before_write = null;
		$between();
	}
	$meta = $given['meta_input'] ?? array();
	unset( $given['meta_input'] );
	$post = wp_unslash( $given ) + array( 'post_title' => '', 'post_content' => '', 'post_excerpt' => '' );
	if ( '' === trim( ( $post['post_content'] ?? '' ) . ( $post['post_title'] ?? '' ) . ( $post['post_excerpt'] ?? '' ) ) ) {
		return new WP_Error( 'empty_content' );
	}
	$id = $post['ID'] ?? Site::$next++;
	Site::$posts[ $id ] = array( 'ID' => $id ) + $post + ( Site::$posts[ $id ] ?? array() );
	foreach ( $meta as $key => $value ) {
		update_post_meta( $id, $key, $value );
	}
	return $id;
}
function wp_update_post( array $given, bool $wp_error = false ): int|WP_Error {
	if ( ! isset( Site::$posts[ $given['ID'] ] ) ) {
		return new WP_Error( 'invalid_post' );
	}
	return wp_insert_post( $given + wp_slash( Site::$posts[ $given['ID'] ] ), $wp_error );
}
function wp_trash_post( int $id ): object|false {
	if ( ! isset( Site::$posts[ $id ] ) ) {
		return false;
	}
	Site::$meta[ $id ]['_wp_trash_meta_status'] = Site::$posts[ $id ]['post_status'];
	Site::$posts[ $id ]['post_status'] = 'trash';
	return new WP_Post( $id );
}
function wp_untrash_post( int $id ): object|false {
	Site::$posts[ $id ]['post_status'] = 'draft';
	return new WP_Post( $id );
}
function get_permalink( int $id ): string {
	return "https://site.example/?p=$id";
}
function get_the_ID(): int {
	return Site::$current;
}
function get_date_from_gmt( string $gmt ): string {
	return $gmt;
}
function sanitize_text_field( string $text ): string {
	return trim( preg_replace( '/[\r\n\t ]+/', ' ', strip_tags( $text ) ) );
}
function sanitize_textarea_field( string $text ): string {
	return trim( strip_tags( $text ) );
}
function esc_html( string $text ): string {
	return htmlspecialchars( $text, ENT_QUOTES | ENT_HTML5, 'UTF-8' );
}
function esc_url_raw( string $url, ?array $protocols = null ): string {
	$scheme = strtolower( (string) parse_url( $url, PHP_URL_SCHEME ) );
	$url    = preg_replace( '/[^a-z0-9\-~+_.?#=!&;,\/:%@$|*\'()\[\]]/i', '', $url );
	return in_array( $scheme, $protocols ?? array( 'http', 'https' ), true ) ? $url : '';
}
function esc_url( string $url ): string {
	return str_replace( array( '&', "'" ), array( '&#038;', '&#039;' ), esc_url_raw( $url ) );
}
function wp_kses_post( string $html ): string {
	$html = strip_tags( $html, '<p><a><strong><em><h2><h3><ul><ol><li><blockquote><figure><figcaption><img><table><tbody><tr><td>' );
	$html = preg_replace( '/\s(on\w+|style)=("[^"]*"|\'[^\']*\'|[^\s>]+)/i', '', $html );
	return preg_replace( '/(href|src)="\s*(javascript|data):[^"]*"/i', '$1=""', $html );
}
function wp_http_validate_url( string $url ): string|false {
	$host = (string) parse_url( $url, PHP_URL_HOST );
	return preg_match( '/^(127\.|10\.|192\.168\.|169\.254\.|localhost$)/', $host ) || ! str_contains( $host, '.' ) ? false : $url;
}
function media_sideload_image( string $url, int $post_id, ?string $caption = null, string $return = 'html' ): int|string|WP_Error {
	Site::$fetched[] = $url;
	if ( str_contains( $url, 'missing' ) ) {
		return new WP_Error( 'http_404' );
	}
	return wp_insert_post( array( 'post_type' => 'attachment', 'post_status' => 'inherit', 'post_title' => $caption ?: 'x' ) );
}
function set_post_thumbnail( int $id, int $attachment ): bool {
	return update_post_meta( $id, '_thumbnail_id', $attachment );
}
function get_post_thumbnail_id( int $id ): int|false {
	return (int) get_post_meta( $id, '_thumbnail_id', true );
}
function delete_post_thumbnail( int $id ): bool {
	return delete_post_meta( $id, '_thumbnail_id' );
}
function wp_delete_attachment( int $id, bool $force = false ): object|false {
	unset( Site::$posts[ $id ] );
	return new WP_Post( $id );
}
